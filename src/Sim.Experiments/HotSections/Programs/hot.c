#include "hot.h"

u64 count_harts(void)
{
    u64 harts = 1;
    while (harts < 64) {
        SOFTWARE_INTERRUPT(harts) = 1;
        u32 found = SOFTWARE_INTERRUPT(harts);
        SOFTWARE_INTERRUPT(harts) = 0;
        if (found == 0) {
            break;
        }
        harts++;
    }
    return harts;
}

NOINLINE void measure_empty(void)
{
    for (int i = 0; i < WARM_SAMPLES; i++) {
        BEGIN(0);
        END(0);
    }
}
