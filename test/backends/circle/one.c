/* Calls two.c, which calls three.c, which calls this file. */
/* SPDX-License-Identifier: Apache-2.0 */
void two(int);
void one(int depth) { two(depth); }
