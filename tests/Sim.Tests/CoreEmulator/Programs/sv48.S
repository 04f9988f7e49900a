/* Sv48: four levels, pages of 4 KiB, 2 MiB, 1 GiB and 512 GiB. */
#define SATP_MODE 9
#define VA_BITS 48
#include "paging.h"
