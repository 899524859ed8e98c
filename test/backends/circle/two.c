/* SPDX-License-Identifier: Apache-2.0 */
void three(int);
void two(int depth) { three(depth); }
