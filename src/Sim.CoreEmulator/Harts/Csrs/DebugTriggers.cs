using System.Collections.Generic;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>tselect, tdata1 to 3 and tinfo of a hart without triggers: tdata1 says that there is none.</summary>
internal static class DebugTriggers
{
    public static IEnumerable<Csr> Declare() =>
    [
        new("tselect", 0x7A0, 0),
        new("tdata1", 0x7A1, 0),
        new("tdata2", 0x7A2, 0),
        new("tdata3", 0x7A3, 0),
        new("tinfo", 0x7A4, 0),
    ];
}
