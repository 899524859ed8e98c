// Compilation of kernels at run time: the tool makes CUDA portable, the
// machine's compiler makes a shared object, and the source gets the names of
// its kernels for cwModuleGetFunction.
// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <new>
#include <set>
#include <spawn.h>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <cw/rtc.h>

extern char **environ;

struct cwRtcProgram_st {
  std::string source, name, log;
  std::vector<std::pair<std::string, std::string>> headers; ///< name, text
  std::vector<std::string> expressions;
  std::string code;
  bool compiled = false;
};

namespace {

namespace fs = std::filesystem;

/// A temporary folder; its destructor removes it with its contents.
class TemporaryFolder {
public:
  TemporaryFolder() {
    std::error_code error;
    const fs::path base = fs::temp_directory_path(error);
    std::string name = ((error ? fs::path("/tmp") : base) / "cw_rtc_XXXXXX");
    if (mkdtemp(name.data()))
      path = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path.empty())
      fs::remove_all(path, ignored);
  }
  fs::path path; ///< empty if the folder could not be created
};

bool write_file(const fs::path &path, const std::string &text) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream file(path, std::ios::binary);
  file << text;
  return bool(file.flush());
}
std::string read_file(const fs::path &path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string variable(const char *name, const char *otherwise) {
  const char *const value = std::getenv(name);
  return value && *value ? value : otherwise;
}

/// Runs a program and appends its output to `output`. Returns -1 if it cannot
/// be started.
int run(const std::vector<std::string> &command, const fs::path &folder,
        std::string &output) {
  std::vector<char *> arguments;
  for (const std::string &word : command)
    arguments.push_back(const_cast<char *>(word.c_str()));
  arguments.push_back(nullptr);
  const fs::path log = folder / "output.txt";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, log.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  pid_t child = -1;
  const int failed = posix_spawnp(&child, arguments[0], &actions, nullptr,
                                  arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = -1;
  if (failed || waitpid(child, &status, 0) != child || !WIFEXITED(status))
    return -1;
  output = read_file(log);
  return WEXITSTATUS(status) == 127 ? -1 : WEXITSTATUS(status);
}

std::vector<std::string> words_of(const std::string &text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;)
    words.push_back(word);
  return words;
}

/// Programs pass the SDK's folder to NVRTC; the tool has its own headers.
bool holds_cuda_headers(const fs::path &folder) {
  std::error_code error;
  for (const char *header :
       {"cuda_runtime.h", "cuda_fp16.h", "cooperative_groups.h"})
    if (fs::exists(folder / header, error))
      return true;
  return false;
}

/// The caller's options that both compilers support, in the host compiler's
/// spelling ("NVRTC", Supported Compile Options).
std::vector<std::string> portable_options(int count,
                                          const char *const *options) {
  struct Spelling {
    const char *theirs, *ours;
  };
  static constexpr Spelling with_value[] = {{"--include-path", "-I"},
                                            {"--define-macro", "-D"},
                                            {"--undefine-macro", "-U"},
                                            {"-I", "-I"},
                                            {"-D", "-D"},
                                            {"-U", "-U"},
                                            {"--std", "-std="},
                                            {"-std", "-std="},
                                            {"-include", "-include"},
                                            {"--pre-include", "-include"}};
  std::vector<std::string> kept;
  for (int i = 0; i < count; ++i) {
    const std::string option = options[i];
    for (const auto &[theirs, ours] : with_value) {
      if (option.compare(0, std::strlen(theirs), theirs))
        continue;
      std::string value = option.substr(std::strlen(theirs));
      if (!value.empty() && (value[0] == '=' || value[0] == ' '))
        value.erase(0, 1);
      if (value.empty() && i + 1 < count)
        value = options[++i];
      if (!std::strcmp(ours, "-include")) {
        kept.push_back(ours);
        kept.push_back(value);
      } else if (std::strcmp(ours, "-I") || !holds_cuda_headers(value)) {
        kept.push_back(ours + value);
      }
      break;
    }
  }
  return kept;
}

/// Copies the headers that the text includes by "...", and the headers that
/// these include, from `folder` to `home`, so that they are made portable too.
/// Existing files stay.
void bring_headers(const std::string &text, const fs::path &folder,
                   const fs::path &home) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t hash = line.find_first_not_of(" \t");
    const std::size_t word = line.find("include");
    if (hash == std::string::npos || line[hash] != '#' ||
        word == std::string::npos)
      continue;
    const std::size_t open = line.find('"', word);
    const std::size_t close =
        open == std::string::npos ? open : line.find('"', open + 1);
    if (close == std::string::npos)
      continue;
    const fs::path name = line.substr(open + 1, close - open - 1);
    std::error_code error;
    if (name.is_absolute() || !fs::is_regular_file(folder / name, error) ||
        fs::exists(home / name, error))
      continue;
    const std::string header = read_file(folder / name);
    if (write_file(home / name, header))
      bring_headers(header, folder, home);
  }
}

std::string lowered(std::size_t index) {
  return "cw_rtc_" + std::to_string(index);
}

std::string export_of(const std::string &name, const std::string &kernel) {
  return "extern \"C\" __attribute__((visibility(\"default\"))) const void "
         "*cw_kernel_" +
         name + "() { return ::cw::kernel_address(" + kernel + "); }\n";
}

bool is_cuda(const std::string &source) {
  for (const char *word : {"__global__", "__device__", "__constant__"})
    if (source.find(word) != std::string::npos)
      return true;
  return false;
}

cwRtcResult compile(cwRtcProgram_st &program, int option_count,
                    const char *const *options) {
  const TemporaryFolder folder;
  if (folder.path.empty())
    return cwRtcErrorInternalError;
  const std::string tool = variable("CAUSEWAY", "causeway");
  const std::vector<std::string> kept = portable_options(option_count, options);
  fs::path home = folder.path / "source";
  for (const auto &[name, text] : program.headers)
    if (!write_file(home / name, text))
      return cwRtcErrorInternalError;
  std::string source = program.source, output;
  // The folder of the source is searched, as by NVRTC. It comes from the
  // program's name, if that is a path.
  const fs::path beside = fs::path(program.name).parent_path();
  bring_headers(source, beside.empty() ? fs::path(".") : beside, home);
  if (is_cuda(source)) {
    const fs::path portable = folder.path / "portable";
    if (!write_file(home / "program.cu", source))
      return cwRtcErrorInternalError;
    std::vector<std::string> command = {
        tool,     "migrate",     "-q",    (home / "program.cu").string(),
        "--root", home.string(), "--out", portable.string(),
        "--"};
    command.insert(command.end(), kept.begin(), kept.end());
    const int status = run(command, folder.path, output);
    if (status < 0)
      program.log += "CUDA sources need the program '" + tool +
                     "'. Put it on PATH, or name it in CAUSEWAY.\n";
    if (status != 0)
      program.log += output;
    if (status < 0 || status > 1)
      return cwRtcErrorCompilation;
    home = portable;
    source = read_file(home / "program.cpp");
  }
  source += "\n// What cwModuleGetFunction finds besides.\n";
  for (std::size_t i = 0; i < program.expressions.size(); ++i) {
    std::string kernel = program.expressions[i];
    if (!kernel.empty() && kernel[0] == '&')
      kernel.erase(0, 1);
    source += export_of(lowered(i), kernel);
  }
  if (!write_file(home / "program.cpp", source))
    return cwRtcErrorInternalError;

  std::string flags;
  if (run({tool, "config", "--backend", CAUSEWAY_BACKEND, "--cflags"},
          folder.path, flags) != 0) {
    flags = variable("CW_RTC_FLAGS", "");
    if (flags.empty()) {
      program.log += "The flags to compile with come from '" + tool +
                     " config'. Put it on PATH, name it in CAUSEWAY, or give "
                     "the flags in CW_RTC_FLAGS.\n";
      return cwRtcErrorCompilation;
    }
  }
  const fs::path module = folder.path / "program.so";
  std::vector<std::string> command = {variable("CXX", "c++"),
                                      "-std=c++17",
                                      "-O2",
                                      "-shared",
                                      "-DCW_MODULE",
                                      "-fPIC",
                                      "-include",
                                      "cassert",
                                      "-include",
                                      "cstdio",
                                      "-include",
                                      "cw/runtime.h",
                                      (home / "program.cpp").string(),
                                      "-o",
                                      module.string(),
                                      "-I" + home.string()};
  command.insert(command.end(), kept.begin(), kept.end());
  for (const std::string &flag : words_of(flags))
    command.push_back(flag);
  const int status = run(command, folder.path, output);
  program.log += status < 0
                     ? "The compiler '" + command[0] + "' cannot be started.\n"
                     : output;
  if (status)
    return cwRtcErrorCompilation;
  program.code = read_file(module);
  program.compiled = true;
  return program.code.empty() ? cwRtcErrorInternalError : cwRtcSuccess;
}

/// Runs a body that may run out of memory. No exception may reach C code.
template <class Body> cwRtcResult contained(Body &&body) {
  try {
    return body();
  } catch (const std::bad_alloc &) {
    return cwRtcErrorOutOfMemory;
  } catch (...) {
    return cwRtcErrorInternalError;
  }
}

} // namespace

cwRtcResult cwRtcVersion(int *major, int *minor) {
  if (!major || !minor)
    return cwRtcErrorInvalidInput;
  *major = CW_RUNTIME_VERSION / 1000;
  *minor = CW_RUNTIME_VERSION % 1000 / 10;
  return cwRtcSuccess;
}
cwRtcResult cwRtcGetNumSupportedArchs(int *count) {
  if (!count)
    return cwRtcErrorInvalidInput;
  *count = 1;
  return cwRtcSuccess;
}
cwRtcResult cwRtcGetSupportedArchs(int *archs) {
  if (!archs)
    return cwRtcErrorInvalidInput;
  *archs = CW_ARCH_LEVEL / 10;
  return cwRtcSuccess;
}
const char *cwRtcGetErrorString(cwRtcResult result) {
  static constexpr const char *names[] = {
      "success",
      "out of memory",
      "the program cannot be created",
      "invalid input",
      "invalid program",
      "invalid option",
      "the source does not compile",
      "a built-in operation failed",
      "names must be added before the program is compiled",
      "names are available after the program is compiled",
      "no such name was added",
      "internal error"};
  return unsigned(result) < std::size(names) ? names[result] : "unknown error";
}

cwRtcResult cwRtcCreateProgram(cwRtcProgram *program, const char *source,
                               const char *name, int headerCount,
                               const char *const *headers,
                               const char *const *includeNames) {
  if (!program || !source || headerCount < 0 ||
      (headerCount && (!headers || !includeNames)))
    return cwRtcErrorInvalidInput;
  return contained([&] {
    auto made = std::make_unique<cwRtcProgram_st>();
    made->source = source;
    made->name = name ? name : "default_program";
    for (int i = 0; i < headerCount; ++i)
      made->headers.emplace_back(includeNames[i], headers[i]);
    *program = made.release();
    return cwRtcSuccess;
  });
}
cwRtcResult cwRtcDestroyProgram(cwRtcProgram *program) {
  if (!program || !*program)
    return cwRtcErrorInvalidProgram;
  delete *program;
  *program = nullptr;
  return cwRtcSuccess;
}
cwRtcResult cwRtcCompileProgram(cwRtcProgram program, int optionCount,
                                const char *const *options) {
  if (!program)
    return cwRtcErrorInvalidProgram;
  if (optionCount < 0 || (optionCount && !options))
    return cwRtcErrorInvalidInput;
  program->log.clear();
  program->code.clear();
  program->compiled = false;
  return contained([&] { return compile(*program, optionCount, options); });
}

static cwRtcResult tell_size(cwRtcProgram program, std::size_t *size) {
  if (!program)
    return cwRtcErrorInvalidProgram;
  if (!size)
    return cwRtcErrorInvalidInput;
  *size = program->code.size();
  return program->compiled ? cwRtcSuccess : cwRtcErrorInvalidProgram;
}
static cwRtcResult tell_code(cwRtcProgram program, char *code) {
  if (!program || !program->compiled)
    return cwRtcErrorInvalidProgram;
  if (!code)
    return cwRtcErrorInvalidInput;
  std::memcpy(code, program->code.data(), program->code.size());
  return cwRtcSuccess;
}
cwRtcResult cwRtcGetPTXSize(cwRtcProgram program, size_t *size) {
  return tell_size(program, size);
}
cwRtcResult cwRtcGetPTX(cwRtcProgram program, char *code) {
  return tell_code(program, code);
}
cwRtcResult cwRtcGetCUBINSize(cwRtcProgram program, size_t *size) {
  return tell_size(program, size);
}
cwRtcResult cwRtcGetCUBIN(cwRtcProgram program, char *code) {
  return tell_code(program, code);
}

cwRtcResult cwRtcGetProgramLogSize(cwRtcProgram program, size_t *size) {
  if (!program)
    return cwRtcErrorInvalidProgram;
  if (!size)
    return cwRtcErrorInvalidInput;
  *size = program->log.size() + 1;
  return cwRtcSuccess;
}
cwRtcResult cwRtcGetProgramLog(cwRtcProgram program, char *log) {
  if (!program)
    return cwRtcErrorInvalidProgram;
  if (!log)
    return cwRtcErrorInvalidInput;
  std::memcpy(log, program->log.c_str(), program->log.size() + 1);
  return cwRtcSuccess;
}

cwRtcResult cwRtcAddNameExpression(cwRtcProgram program,
                                   const char *expression) {
  if (!program)
    return cwRtcErrorInvalidProgram;
  if (!expression)
    return cwRtcErrorInvalidInput;
  if (program->compiled)
    return cwRtcErrorNoNameExpressionsAfterCompilation;
  return contained([&] {
    program->expressions.push_back(expression);
    return cwRtcSuccess;
  });
}
cwRtcResult cwRtcGetLoweredName(cwRtcProgram program, const char *expression,
                                const char **name) {
  if (!program)
    return cwRtcErrorInvalidProgram;
  if (!expression || !name)
    return cwRtcErrorInvalidInput;
  if (!program->compiled)
    return cwRtcErrorNoLoweredNamesBeforeCompilation;
  return contained([&] {
    for (std::size_t i = 0; i < program->expressions.size(); ++i)
      if (program->expressions[i] == expression) {
        static std::set<std::string> kept; // names outlive their program
        *name = kept.insert(lowered(i)).first->c_str();
        return cwRtcSuccess;
      }
    return cwRtcErrorNameExpressionNotValid;
  });
}
