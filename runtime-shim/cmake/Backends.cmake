# Lists the backends in a folder of the shim, and reads their backend.yaml. The
# build and the installed package use it.
#
#   causeway_backends(${CMAKE_CURRENT_SOURCE_DIR} names)          # cpu;cuda;hip
#   causeway_backend_value(${CMAKE_CURRENT_SOURCE_DIR}/cpu title text)
#
# SPDX-License-Identifier: Apache-2.0
set(CAUSEWAY_BACKEND_KEYS title compiler compiler_variable compiler_advice kernel_flags host_flags host_option arch_option
  relocatable_flags module_flags clang_plugin vendor_headers sources libraries link_flags cmake_packages cmake_libraries extensions)

# The names of the backends: the folders with a backend.yaml. An invalid line of
# that file is a fatal error.
function(causeway_backends folder out)
  file(GLOB files ${folder}/*/backend.yaml)
  set(names "")
  list(JOIN CAUSEWAY_BACKEND_KEYS "|" keys)
  foreach(file IN LISTS files)
    file(STRINGS ${file} lines REGEX "^[^#]")
    foreach(line IN LISTS lines)
      if(NOT line MATCHES "^(${keys}): ")
        message(FATAL_ERROR "${file}: '${line}' is not 'KEY: WORDS' with a key of ${CAUSEWAY_BACKEND_KEYS}")
      endif()
    endforeach()
    cmake_path(GET file PARENT_PATH backend)
    foreach(key title compiler compiler_variable extensions)
      causeway_backend_value(${backend} ${key} value)
      if(value STREQUAL "")
        message(FATAL_ERROR "${file}: '${key}' is missing")
      endif()
    endforeach()
    cmake_path(GET backend FILENAME name)
    list(APPEND names ${name})
  endforeach()
  set(${out} ${names} PARENT_SCOPE)
endfunction()

# The value of a key in a backend's file as one string; empty if it is not set.
function(causeway_backend_value backend key out)
  file(STRINGS ${backend}/backend.yaml line REGEX "^${key}: ")
  string(REGEX REPLACE "^${key}: *" "" value "${line}")
  set(${out} "${value}" PARENT_SCOPE)
endfunction()

# The value of a key as a list of words.
function(causeway_backend_words backend key out)
  causeway_backend_value(${backend} ${key} value)
  separate_arguments(words UNIX_COMMAND "${value}")
  set(${out} ${words} PARENT_SCOPE)
endfunction()

# The CMake packages that a backend links. Each item has the arguments of
# find_package, separated by blanks.
function(causeway_backend_packages backend out)
  causeway_backend_value(${backend} cmake_packages value)
  string(REGEX REPLACE ", *" ";" packages "${value}")
  set(${out} ${packages} PARENT_SCOPE)
endfunction()
