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

/// What the editor and the command line say of all projects.
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
  bool dirty = false; ///< Not what is on the disk, as far as the editor knows.
};

/// One folder or single file, and all that is known of its units.
struct OpenProject {
  std::string place; ///< The folder, or the file.
  Sources sources;
  Session session;
  /// The compilation database, when it was read; empty: there was none.
  std::string databaseState;
  unsigned generation = 0; ///< Rises when units get other numbers.
};

class Workspace {
public:
  /// `Rules` must outlive it.
  Workspace(const RuleSet &Rules, WorkspaceOptions Options);

  /// Takes texts by real path; null: the file was closed.
  void setFile(const std::string &Path, const std::string *Text,
               OpenFile State);
  /// Call it when all files of a change are set.
  void settle();
  /// The disk has changed, or may have.
  void checkDisk();

  const std::map<std::string, OpenFile> &files() const { return Files; }
  const std::vector<std::unique_ptr<OpenProject>> &projects() const {
    return Projects;
  }
  /// The project that an open file belongs to; null: it names nothing of CUDA.
  OpenProject *projectOf(const std::string &Path) const;
  /// Open files that belong to a project.
  std::set<std::string> filesOf(const OpenProject &P) const;

  /// What is known of the open files of a project, but for those whose own
  /// units, or all units that read them, have still to be parsed.
  std::vector<FileAnalysis> analyse(OpenProject &P) const;
  /// Lets go of beginnings of files that are closed.
  void keepWarm();
  /// Stands for all open texts.
  Digest state() const;

  /// What there is to tell the editor's user; emptied.
  std::vector<std::string> takeMessages() {
    return std::exchange(Messages, {});
  }

private:
  std::unique_ptr<OpenProject> open(const std::string &Place, bool IsFile);
  /// The open texts, and those of files that no parser can read as they are.
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
  /// Folders, and files in them, that hold nothing of CUDA as they are now.
  std::set<std::string> Barren;
  std::vector<std::string> Messages;
};

} // namespace causeway::lsp
