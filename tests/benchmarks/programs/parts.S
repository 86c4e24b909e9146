// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// 6 MB of functions, each of which leads to all: with four objects that are made of this, one large circle of 24 MB, as
// a large app is for its fingerprints. An assembler makes it in a second, and no compiler would. OWN is what the names
// of this object's functions begin with, OTHERS those of the next.
    .altmacro
    .macro part number, next, other
    .section .text.OWN\number, "ax", @progbits
    .globl OWN\number
    .hidden OWN\number
    .type OWN\number, @function
OWN\number:
    subq $8, %rsp
    call OWN\next
    call OTHERS\other
    .fill 180, 4, \number
    addq $8, %rsp
    ret
    .size OWN\number, . - OWN\number
    .endm

    .set number, 0
    .rept 8192
    part %number, %((number * 5 + 1) % 8192), %((number * 9 + 7) % 8192)
    .set number, number + 1
    .endr
    .section .note.GNU-stack, "", @progbits
