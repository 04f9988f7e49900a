/* Sv39: three levels, pages of 4 KiB, 2 MiB and 1 GiB. */
#define SATP_MODE 8
#define VA_BITS 39
#include "paging.h"
