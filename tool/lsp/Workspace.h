// The projects of the open files: the editor's folders, each with the result
// that `causeway migrate` would give, and single files outside them. Reads the
// disk and never writes to it. The parsing process owns it; it owns the
// projects.
//
//   Workspace Space(Rules, Options);
//   Space.setFile("/src/a.cu", &Text, OpenFile{1, false});
//   Space.settle();
//   OpenProject *P = Space.projectOf("/src/a.cu");
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Session.h"
#include "lsp/Analysis.h"
#include "project/Sources.h"

namespace causeway::lsp {

/// Settings of the editor and the command line, for all projects.
struct WorkspaceOptions {
  std::vector<std::string> folders; ///< Real paths.
  std::string buildDir; ///< Of a compilation database; may be empty.
  std::vector<std::string> clangArgs;
  std::vector<std::string> shim; ///< Include folders of the runtime shim.
  std::string cudaPath;
  WorkLimits limits;
  const UnitCache *cache = nullptr;
};

/// A text that the editor has open.
struct OpenFile {
  int64_t version = 0;
  bool dirty = false; ///< It has unsaved changes, according to the editor.
};

/// One folder or single file, with the results of its units.
struct OpenProject {
  std::string place; ///< The folder, or the file.
  Sources sources;
  Session session;
  /// The state of the compilation database when it was read; empty: none.
  std::string databaseState;
  unsigned generation = 0; ///< Increases when units are renumbered.
};

class Workspace {
public:
  /// `Rules` must outlive it.
  Workspace(const RuleSet &Rules, WorkspaceOptions Options);

  /// Sets the text of a file by its real path; null: the file was closed.
  void setFile(const std::string &Path, const std::string *Text,
               OpenFile State);
  /// Applies a change, after `setFile` for each of its files.
  void settle();
  /// Compares all units with the disk, which may have changed.
  void checkDisk();

  const std::map<std::string, OpenFile> &files() const { return Files; }
  const std::vector<std::unique_ptr<OpenProject>> &projects() const {
    return Projects;
  }
  /// The project of an open file; null: the file does not use CUDA.
  OpenProject *projectOf(const std::string &Path) const;
  /// Open files that belong to a project.
  std::set<std::string> filesOf(const OpenProject &P) const;

  /// The results for the open files of a project. Omits files whose own unit,
  /// or every unit that reads them, is still to be parsed.
  std::vector<FileAnalysis> analyse(OpenProject &P) const;
  /// Frees the preambles of closed files.
  void keepWarm();
  /// Identifies the state of all open texts.
  Digest state() const;

  /// Takes the messages for the editor's user.
  std::vector<std::string> takeMessages() {
    return std::exchange(Messages, {});
  }

private:
  std::unique_ptr<OpenProject> open(const std::string &Place, bool IsFile);
  /// The open texts, and the converted texts of files in UTF-16.
  std::shared_ptr<const Buffers> buffersOf(const Sources &From) const;
  MigrationOptions migrationOptions(const Sources &From) const;
  SourceRequest request(const std::string &Place) const;
  OpenProject *assign(const std::string &Path);
  std::string databaseState(const OpenProject &P) const;
  void reload(OpenProject &P);

  const RuleSet &Rules;
  WorkspaceOptions Options;
  std::shared_ptr<Buffers> Texts = std::make_shared<Buffers>();
  std::map<std::string, OpenFile> Files;
  std::vector<std::unique_ptr<OpenProject>> Projects;
  std::map<std::string, OpenProject *> Owner; ///< By open file.
  /// Folders, and files in them, that do not use CUDA now.
  std::set<std::string> Barren;
  std::vector<std::string> Messages;
};

} // namespace causeway::lsp
