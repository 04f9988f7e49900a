/* Sv39x4 as the second stage, alone and under Sv39 and Sv48. */
#define HGATP_MODE 8
#define GPA_BITS 41
#include "two_stage.h"
