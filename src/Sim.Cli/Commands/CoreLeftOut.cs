using System;
using System.Collections.Generic;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments.HotSections;

namespace Sim.Cli.Commands;

/// <summary>Says which hot sections a core could not run.</summary>
internal static class CoreLeftOut
{
    /// <summary>A line on standard error, where there are any.</summary>
    public static void Tell(CoreConfiguration core, IReadOnlyList<string> sections)
    {
        FittingSections fitting = FittingSections.Of(core, sections);
        if (fitting.LeftOut.Count > 0)
        {
            Console.Error.WriteLine($"sim: core {core.Name} (isa {core.Isa}) has no {IsaString.List(fitting.Missing)}; left out, as they need it: {fitting.Names}");
        }
    }
}
