// Messages between two processes: JSON in frames with a Content-Length header,
// as the Language Server Protocol has them. Nothing blocks: who owns a channel
// polls its descriptors and calls `fill` and `flush`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"
#include <optional>
#include <string>

namespace causeway::lsp {

/// A body that is longer is passed over and reported; no editor sends one.
constexpr size_t MaxMessage = size_t(64) << 20;
/// Likewise the headers of one message.
constexpr size_t MaxHeader = size_t(4) << 10;

/// Cuts a stream of bytes into message bodies.
class FrameReader {
public:
  explicit FrameReader(size_t Limit = MaxMessage) : Limit(Limit) {}

  void feed(llvm::StringRef Bytes) { Buffer += Bytes; }

  struct Frame {
    std::string body;
    std::string error; ///< What is wrong with the frame; then there is no body.
  };
  /// The next message; nothing until more bytes come. After a frame that makes
  /// no sense it goes on at the next header.
  std::optional<Frame> next();
  /// Whether the stream ended within a message.
  bool isAmidst() const { return !Buffer.empty() || Skip || Length; }

private:
  std::optional<Frame> readHeader();

  size_t Limit;
  std::string Buffer;
  size_t Skip = 0; ///< Bytes of a body that is too long.
  std::optional<size_t> Length;
  bool Lost = false; ///< Looking for the next header.
};

/// Two descriptors and what waits to be read and written. Owns neither.
class Channel {
public:
  Channel(int In, int Out) : In(In), Out(Out) {}

  int in() const { return In; }
  int out() const { return Out; }

  /// Reads what is there; call it when `in` is readable. False at the end of
  /// the stream.
  bool fill();
  FrameReader &reader() { return Reader; }

  void send(const llvm::json::Value &Message);
  /// A message that is JSON text already.
  void sendText(llvm::StringRef Body);
  bool wantsToWrite() const { return Written < Waiting.size(); }
  /// Writes a part of what waits; call it when `out` is writable. False when
  /// nobody reads any more.
  bool flush();

private:
  int In, Out;
  FrameReader Reader;
  std::string Waiting;
  size_t Written = 0;
};

} // namespace causeway::lsp
