// Reads the symbol tables of ELF files ("Tool Interface Standard Executable and
// Linking Format Specification").
// SPDX-License-Identifier: Apache-2.0
#include "symbols.h"

#include <cstdlib>
#include <cstring>
#include <cxxabi.h>
#include <dlfcn.h>
#include <elf.h>
#include <fstream>
#include <link.h>
#include <mutex>
#include <unordered_map>

namespace cw::cpu {
namespace {

/// The functions of a file's full symbol table, including functions that are
/// not exported: offset from the load address to name.
using Functions = std::unordered_map<std::uintptr_t, std::string>;

template <class T>
bool read_at(std::ifstream &file, std::size_t at, T *into,
             std::size_t count = 1) {
  file.seekg(std::streamoff(at));
  file.read(reinterpret_cast<char *>(into), std::streamsize(sizeof(T) * count));
  return bool(file);
}

/// Calls `each(symbol, name)` for each entry of a file's full symbol table.
template <class Each> void for_symbols(const char *path, Each each) {
  std::ifstream file(path, std::ios::binary);
  ElfW(Ehdr) header;
  if (!read_at(file, 0, &header) || std::memcmp(&header, ELFMAG, SELFMAG))
    return;
  std::vector<ElfW(Shdr)> sections(header.e_shnum);
  if (!read_at(file, header.e_shoff, sections.data(), sections.size()))
    return;
  for (const ElfW(Shdr) & section : sections) {
    if (section.sh_type != SHT_SYMTAB || section.sh_link >= sections.size())
      continue;
    const ElfW(Shdr) &strings = sections[section.sh_link];
    std::vector<ElfW(Sym)> symbols(section.sh_size / sizeof(ElfW(Sym)));
    std::vector<char> names(strings.sh_size + 1);
    if (!read_at(file, section.sh_offset, symbols.data(), symbols.size()) ||
        !read_at(file, strings.sh_offset, names.data(), strings.sh_size))
      return;
    for (const ElfW(Sym) & symbol : symbols)
      if (symbol.st_value && symbol.st_name < strings.sh_size)
        each(symbol, names.data() + symbol.st_name);
  }
}

Functions read_functions(const char *path) {
  Functions found;
  for_symbols(path, [&](const ElfW(Sym) & symbol, const char *name) {
    if ((symbol.st_info & 0xf) == STT_FUNC)
      found.emplace(symbol.st_value, name);
  });
  return found;
}

} // namespace

const std::string &symbol_name(const void *address) {
  static std::mutex mutex;
  static auto *const names = new std::unordered_map<const void *, std::string>;
  static auto *const files = new std::unordered_map<std::string, Functions>;
  std::lock_guard<std::mutex> lock(mutex);
  const auto known = names->find(address);
  if (known != names->end())
    return known->second;
  std::string &name = (*names)[address];
  Dl_info info;
  if (!dladdr(address, &info))
    return name;
  if (info.dli_sname && info.dli_saddr == address)
    return name = info.dli_sname;
  link_map *map = nullptr;
  if (!dladdr1(address, &info, reinterpret_cast<void **>(&map),
               RTLD_DL_LINKMAP))
    return name;
  // The program itself has no path in the link map.
  const std::string path =
      map->l_name && *map->l_name ? map->l_name : "/proc/self/exe";
  auto file = files->find(path);
  if (file == files->end())
    file = files->emplace(path, read_functions(path.c_str())).first;
  const auto function = file->second.find(
      reinterpret_cast<std::uintptr_t>(address) - map->l_addr);
  if (function != file->second.end())
    name = function->second;
  return name;
}

std::string readable_name(const void *address) {
  const std::string &name = symbol_name(address);
  int status = 0;
  char *const readable =
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status);
  std::string text = status == 0 && readable ? readable : name.c_str();
  std::free(readable);
  return text;
}

bool in_loaded_object(const void *pointer, bool writable) {
  struct Question {
    std::uintptr_t address;
    bool writable, found;
  } question{reinterpret_cast<std::uintptr_t>(pointer), writable, false};
  dl_iterate_phdr(
      [](dl_phdr_info *object, std::size_t, void *data) {
        auto &asked = *static_cast<Question *>(data);
        bool inside = false, constant = false;
        for (unsigned i = 0; i < object->dlpi_phnum; ++i) {
          const ElfW(Phdr) &part = object->dlpi_phdr[i];
          const std::uintptr_t begin = object->dlpi_addr + part.p_vaddr;
          if (asked.address < begin || asked.address - begin >= part.p_memsz)
            continue;
          if (part.p_type == PT_LOAD) {
            inside = true;
            constant = constant || !(part.p_flags & PF_W);
          } else if (part.p_type == PT_GNU_RELRO) {
            constant = true;
          }
        }
        asked.found = inside && !(asked.writable && constant);
        return int(inside); // a value other than 0 ends the search
      },
      &question);
  return question.found;
}

void *hidden_variable(void *library, const std::string &name,
                      std::size_t *size) {
  link_map *map = nullptr;
  if (dlinfo(library, RTLD_DI_LINKMAP, &map) || !map)
    return nullptr;
  // The mangled name of a static variable at file scope (Itanium C++ ABI,
  // 5.1.2).
  const std::string local = "_ZL" + std::to_string(name.size()) + name;
  void *found = nullptr;
  for_symbols(map->l_name, [&](const ElfW(Sym) & symbol, const char *known) {
    if ((symbol.st_info & 0xf) != STT_OBJECT ||
        (name != known && local != known))
      return;
    found = reinterpret_cast<void *>(map->l_addr + symbol.st_value);
    *size = symbol.st_size;
  });
  return found;
}

std::vector<std::string> exported_functions(void *library,
                                            const std::string &prefix) {
  std::vector<std::string> found;
  link_map *map = nullptr;
  if (dlinfo(library, RTLD_DI_LINKMAP, &map) || !map)
    return found;
  const ElfW(Sym) *symbols = nullptr;
  const char *names = nullptr;
  const std::uint32_t *hash = nullptr;
  for (const ElfW(Dyn) *entry = map->l_ld; entry->d_tag != DT_NULL; ++entry) {
    const auto at = reinterpret_cast<const void *>(entry->d_un.d_ptr);
    if (entry->d_tag == DT_SYMTAB)
      symbols = static_cast<const ElfW(Sym) *>(at);
    else if (entry->d_tag == DT_STRTAB)
      names = static_cast<const char *>(at);
    else if (entry->d_tag == DT_GNU_HASH)
      hash = static_cast<const std::uint32_t *>(at);
  }
  if (!symbols || !names || !hash)
    return found;
  // Only the hash table gives the length of the symbol table: it ends after the
  // last symbol of the last chain.
  const std::uint32_t buckets = hash[0], first = hash[1], filter = hash[2];
  const std::uint32_t *bucket =
      hash + 4 + filter * (sizeof(ElfW(Addr)) / sizeof(std::uint32_t));
  const std::uint32_t *chain = bucket + buckets;
  for (std::uint32_t b = 0; b < buckets; ++b) {
    if (bucket[b] < first)
      continue;
    for (std::uint32_t i = bucket[b];; ++i) {
      const char *name = names + symbols[i].st_name;
      if ((symbols[i].st_info & 0xf) == STT_FUNC && symbols[i].st_shndx &&
          !std::strncmp(name, prefix.c_str(), prefix.size()))
        found.push_back(name);
      if (chain[i - first] & 1)
        break;
    }
  }
  return found;
}

} // namespace cw::cpu
