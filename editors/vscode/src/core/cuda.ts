// Whether a document is the server's business. Knows no editor.
// SPDX-License-Identifier: Apache-2.0

/** Languages whose documents the server is told of; `cuda` is what other extensions call `cuda-cpp`. */
export const languages = ["cuda-cpp", "cuda", "c", "cpp"] as const;

// Syntax of the language extension, headers of CUDA or with its suffix, and the prefixes of its libraries.
const signs = /__(?:global|device|host|shared|constant|managed)__|<<<|#\s*include\s*[<"](?:[^">\n]*\.cuh|cuda|cu[a-z]+)|\bcu(?:da|[A-Z])\w*\s*\(/;

/**
 * Whether a document says so clearly that it uses CUDA that the server should start. C and C++ without CUDA start
 * nothing; once the server runs it sees every document, since a header may use CUDA through another one.
 */
export function usesCuda(languageId: string, text: string): boolean {
  if (languageId === "cuda-cpp" || languageId === "cuda") return true;
  return (languageId === "c" || languageId === "cpp") && signs.test(text);
}
