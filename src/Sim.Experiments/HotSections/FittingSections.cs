using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments.Cores;
using Sim.Kernel;

namespace Sim.Experiments.HotSections;

/// <summary>Which hot sections a core can run: those whose programs use nothing that its <c>isa</c> has not.</summary>
/// <param name="Sections">Those that it can.</param>
/// <param name="LeftOut">Those that it cannot.</param>
/// <param name="Missing">What the core lacks for these.</param>
internal sealed record FittingSections(IReadOnlyList<HotSection> Sections, IReadOnlyList<HotSection> LeftOut, Extensions Missing)
{
    /// <summary>Of the sections of these names, all where none is given.</summary>
    /// <exception cref="InputException">A name is unknown, or the core can run none of them.</exception>
    public static FittingSections Of(CoreConfiguration core, IReadOnlyList<string> names)
    {
        IReadOnlyList<HotSection> chosen = HotSectionLibrary.Choose(names);
        Extensions has = CoreIsa.Of(core);
        HotSection[] fitting = [.. chosen.Where(section => Lacking(section, has) == Extensions.None)];
        HotSection[] others = [.. chosen.Where(section => Lacking(section, has) != Extensions.None)];
        FittingSections found = new(fitting, others, others.Aggregate(Extensions.None, (all, section) => all | Lacking(section, has)));
        return fitting.Length > 0 ? found : throw new InputException($"core {core.Name} (isa {core.Isa}) has no {IsaString.List(found.Missing)}, which {found.Names} would need");
    }

    /// <summary>The names of what was left out, each once.</summary>
    public string Names => string.Join(", ", LeftOut.Select(section => section.Name).Distinct(StringComparer.Ordinal));

    private static Extensions Lacking(HotSection section, Extensions has) => (HotProgram.Basis | section.Program.Needs) & ~has;
}
