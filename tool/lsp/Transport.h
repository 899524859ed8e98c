// Messages between two processes: JSON in frames with a Content-Length header,
// as in the Language Server Protocol. Nothing blocks: the owner of a channel
// polls its descriptors and calls `fill` and `flush`. A Channel owns its
// buffers, not its descriptors.
//
//   Channel Client(In, Out);
//   if (Client.fill())
//     while (auto Frame = Client.reader().next())
//       Client.sendText(answer(Frame->body));
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"
#include <optional>
#include <string>

namespace causeway::lsp {

/// The limit for a body in bytes. A longer one is skipped and reported.
constexpr size_t MaxMessage = size_t(64) << 20;
/// The limit for the headers of a message in bytes.
constexpr size_t MaxHeader = size_t(4) << 10;

/// Splits a stream of bytes into message bodies.
class FrameReader {
public:
  explicit FrameReader(size_t Limit = MaxMessage) : Limit(Limit) {}

  void feed(llvm::StringRef Bytes) { Buffer += Bytes; }

  struct Frame {
    std::string body;
    std::string error; ///< The error of a frame, which then has no body.
  };
  /// The next message; nothing until more bytes arrive. After an invalid frame,
  /// it continues at the next header.
  std::optional<Frame> next();
  /// Whether a message is incomplete.
  bool isAmidst() const { return !Buffer.empty() || Skip || Length; }

private:
  std::optional<Frame> readHeader();

  size_t Limit;
  std::string Buffer;
  size_t Skip = 0; ///< Remaining bytes of a body that is too long.
  std::optional<size_t> Length;
  bool Lost = false; ///< Searching for the next header.
};

/// Two descriptors and their buffers.
class Channel {
public:
  Channel(int In, int Out) : In(In), Out(Out) {}

  int in() const { return In; }
  int out() const { return Out; }

  /// Reads available bytes; call it when `in` is readable. Returns false at the
  /// end of the stream.
  bool fill();
  FrameReader &reader() { return Reader; }

  void send(const llvm::json::Value &Message);
  /// Sends a message that is JSON text already.
  void sendText(llvm::StringRef Body);
  bool wantsToWrite() const { return Written < Waiting.size(); }
  /// Writes some of the waiting bytes; call it when `out` is writable. Returns
  /// false when the reader is gone.
  bool flush();

private:
  int In, Out;
  FrameReader Reader;
  std::string Waiting;
  size_t Written = 0;
};

} // namespace causeway::lsp
