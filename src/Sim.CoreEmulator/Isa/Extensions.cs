using System;

namespace Sim.CoreEmulator.Isa;

/// <summary>Extensions of the instruction set, named as in the manual.</summary>
[Flags]
internal enum Extensions : ulong
{
    None = 0,
    I = 1UL << 0,
    M = 1UL << 1,
    A = 1UL << 2,
    F = 1UL << 3,
    D = 1UL << 4,
    C = 1UL << 5,
    S = 1UL << 6,
    U = 1UL << 7,
    H = 1UL << 8,
    Zicsr = 1UL << 9,
    Zifencei = 1UL << 10,
    Zicntr = 1UL << 11,
    Zihpm = 1UL << 12,
    Zfh = 1UL << 13,
    Zba = 1UL << 14,
    Zbb = 1UL << 15,
    Zbc = 1UL << 16,
    Zbs = 1UL << 17,
    Zbkb = 1UL << 18,
    Zbkx = 1UL << 19,
    Zicond = 1UL << 20,
    Zcb = 1UL << 21,
    Zicbom = 1UL << 22,
    Zicbop = 1UL << 23,
    Zicboz = 1UL << 24,
    Svadu = 1UL << 25,
    Svinval = 1UL << 26,
    Svnapot = 1UL << 27,
    Svpbmt = 1UL << 28,
    Sstc = 1UL << 29,

    /// <summary>Carry-less multiplication as of cryptography: clmul and clmulh without clmulr.</summary>
    Zbkc = 1UL << 30,
    Zfhmin = 1UL << 31,

    /// <summary>G = IMAFDZicsr_Zifencei.</summary>
    G = I | M | A | F | D | Zicsr | Zifencei,
}
