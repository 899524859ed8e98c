/* SPDX-License-Identifier: Apache-2.0 */
void one(int);
void three(int depth) {
  if (depth > 0)
    one(depth - 1);
}
