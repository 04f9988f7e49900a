/* Encodings that the manual reserves as hints, base and compressed: they do nothing, and above all do not trap. */
#include "program.h"

START
    li a0, 0x123456789
    li sp, 0x80000000
    .option push
    .option norvc
    addi x0, a0, 5
    lui x0, 0x12345
    auipc x0, 1
    slti x0, a0, 3
    sltiu x0, a0, 3
    xori x0, a0, 3
    ori x0, a0, 3
    andi x0, x0, 7
    slli x0, a0, 3
    srli x0, x0, 63
    srai x0, a0, 7
    add x0, a0, a0
    sub x0, a0, a0
    addiw x0, a0, 1
    slliw x0, a0, 3
    addw x0, a0, a0
    slt x0, a0, a0
    .4byte 0x0100000f /* pause */
    .4byte 0x0000000f /* fence with nothing before or after */
    .4byte 0x0ff0000f /* fence iorw, iorw */
    .4byte 0x8330000f /* fence.tso */
    .4byte 0x0ffa8a8f /* fence with its reserved registers, to be ignored */
    .4byte 0x7ff5158f /* fence.i with its reserved fields, to be ignored */
    .option pop
    .2byte 0x0001 /* c.nop */
    .2byte 0x0005 /* c.nop 1 */
    .2byte 0x107d /* c.nop -1 */
    .2byte 0x0501 /* c.addi a0, 0 */
    .2byte 0x4005 /* c.li x0, 1 */
    .2byte 0x6005 /* c.lui x0, 1 */
    .2byte 0x802a /* c.mv x0, a0 */
    .2byte 0x902a /* c.add x0, a0 */
    .2byte 0x900a /* c.add x0, sp: c.ntl.p1 */
    .2byte 0x0002 /* c.slli64 x0 */
    .2byte 0x0006 /* c.slli x0, 1 */
    .2byte 0x0502 /* c.slli64 a0 */
    .2byte 0x8101 /* c.srli64 a0 */
    .2byte 0x8501 /* c.srai64 a0 */
    CHECK a0, 0x123456789
    CHECK sp, 0x80000000
    NEXT_CHECK
    bnez x0, fail
    PASS
