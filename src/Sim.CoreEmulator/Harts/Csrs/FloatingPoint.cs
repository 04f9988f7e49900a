using System.Collections.Generic;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>fflags, frm and fcsr. They are there unless FS is Off.</summary>
internal static unsafe class FloatingPoint
{
    private const ulong Flags = 0x1F;
    private const int RoundingShift = 5;

    public static IEnumerable<Csr> Declare(CsrFile file)
    {
        if (!file.Has(Extensions.F))
        {
            return [];
        }

        Hart hart = file.Hart;
        CsrAccess Gate() => hart.State->FloatOn != 0 ? CsrAccess.Allowed : CsrAccess.Illegal;
        return
        [
            new("fflags", 0x001, () => hart.State->Fflags, value => Set(file, value, hart.State->Frm)) { Gate = Gate },
            new("frm", 0x002, () => hart.State->Frm, value => Set(file, hart.State->Fflags, value)) { Gate = Gate },
            new("fcsr", 0x003, () => (hart.State->Frm << RoundingShift) | hart.State->Fflags, value => Set(file, value, value >> RoundingShift)) { Gate = Gate },
        ];
    }

    private static void Set(CsrFile file, ulong flags, ulong rounding)
    {
        file.Hart.State->Fflags = (uint)(flags & Flags);
        file.Hart.State->Frm = (uint)(rounding & 7);
        file.MarkFloatDirty();
    }
}
