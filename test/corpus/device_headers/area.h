// What the host side knows of the area computation.
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Twice the signed area of a polygon, computed on the device.
long long polygonArea2(const int *xy, int corners);

/// How many launches polygonArea2 has made.
int areaLaunches();
