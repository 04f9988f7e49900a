using System.Collections.Generic;
using System.Numerics;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Isa;

/// <summary>Sets of extensions that a hart can have, for tests of what depends on them.</summary>
internal static class ExtensionSets
{
    private const Extensions Base = Extensions.I | Extensions.Zicsr;

    private static readonly (Extensions Extension, Extensions Needs)[] Needs =
    [
        (Extensions.D, Extensions.F),
        (Extensions.Zfh, Extensions.F),
        (Extensions.Zfhmin, Extensions.F),
        (Extensions.F, Extensions.Zicsr),
        (Extensions.Zcb, Extensions.C),
        (Extensions.Svinval, Extensions.S),
        (Extensions.H, Extensions.S),
        (Extensions.S, Extensions.U | Extensions.Zicsr),
    ];

    /// <summary>Nothing but the base; everything; G; GC; the base with one more; everything without one.</summary>
    public static IReadOnlyList<Extensions> Named { get; } = MakeNamed();

    /// <summary>Some set, with the base and what its members need.</summary>
    public static Extensions Complete(ulong members)
    {
        Extensions set = ((Extensions)members & HartOptions.AllExtensions) | Extensions.I;
        foreach ((Extensions extension, Extensions needs) in Needs)
        {
            set |= set.HasFlag(extension) ? needs : Extensions.None;
        }

        return set;
    }

    private static Extensions[] MakeNamed()
    {
        List<Extensions> sets = [Extensions.I, HartOptions.AllExtensions, Extensions.G, Extensions.G | Extensions.C];
        for (ulong rest = (ulong)HartOptions.AllExtensions; rest != 0; rest &= rest - 1)
        {
            Extensions one = (Extensions)(1UL << BitOperations.TrailingZeroCount(rest));
            sets.Add(Complete((ulong)(Base | one)));
            sets.Add(Without(one));
        }

        return [.. sets];
    }

    // Without one, and without those that need it.
    private static Extensions Without(Extensions one)
    {
        Extensions left = HartOptions.AllExtensions & ~one;
        for (Extensions before = Extensions.None; before != left;)
        {
            before = left;
            foreach ((Extensions extension, Extensions needs) in Needs)
            {
                left &= (left & needs) == needs ? left : ~extension;
            }
        }

        return left | Extensions.I;
    }
}
