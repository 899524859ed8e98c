# SPDX-License-Identifier: Apache-2.0
import smooth

print(*smooth.smooth([0.0, 1.0, 2.0, 3.0, 10.0], 1))
