// SPDX-License-Identifier: GPL-3.0-or-later
// A program into which no library can be loaded.
int main() {
    return 0;
}
