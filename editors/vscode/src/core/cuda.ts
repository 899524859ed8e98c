// Decides whether the server handles a document. Independent of the editor.
// SPDX-License-Identifier: Apache-2.0

/** Languages whose documents go to the server; `cuda` is other extensions' name of `cuda-cpp`. */
export const languages = ["cuda-cpp", "cuda", "c", "cpp"] as const;

/** Build scripts whose documents go to a running server, whatever language other extensions give them. */
export const buildScripts = "**/{CMakeLists.txt,*.cmake,Makefile,makefile,GNUmakefile,*.mk,setup.py}";

// Syntax of the language extension, headers of CUDA or with its suffix, and the prefixes of its libraries.
const signs = /__(?:global|device|host|shared|constant|managed)__|<<<|#\s*include\s*[<"](?:[^">\n]*\.cuh|cuda|cu[a-z]+)|\bcu(?:da|[A-Z])\w*\s*\(/;

/**
 * Whether a document clearly uses CUDA, so that the server should start. C and C++ without CUDA do not start it. A
 * running server gets every document, since a header may use CUDA through another header.
 */
export function usesCuda(languageId: string, text: string): boolean {
  if (languageId === "cuda-cpp" || languageId === "cuda") return true;
  return (languageId === "c" || languageId === "cpp") && signs.test(text);
}
