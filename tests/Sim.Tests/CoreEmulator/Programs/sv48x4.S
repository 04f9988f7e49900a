/* Sv48x4 as the second stage, alone and under Sv39 and Sv48. */
#define HGATP_MODE 9
#define GPA_BITS 50
#include "two_stage.h"
