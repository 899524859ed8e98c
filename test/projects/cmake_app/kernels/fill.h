#pragma once
void fill(int *values, int count, int with);
