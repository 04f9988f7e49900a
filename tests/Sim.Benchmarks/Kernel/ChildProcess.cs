using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Sim.Kernel.Events;

namespace Sim.Benchmarks.Kernel;

/// <summary>Measures in a process of its own, whose peak memory is nobody else's.</summary>
internal static class ChildProcess
{
    /// <summary>Peak memory of this program doing one thing.</summary>
    public static double PeakMib(string what, int size) => double.Parse(
        SimProcess.Run(Environment.ProcessPath!, Self([what, size.ToString(CultureInfo.InvariantCulture)])).Output, CultureInfo.InvariantCulture);

    /// <summary>The arguments that start this program again.</summary>
    public static IEnumerable<string> Self(IEnumerable<string> arguments)
    {
        // Started as `dotnet Sim.Benchmarks.dll`, the process is dotnet and needs the assembly's name again.
        bool hosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        return hosted ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments;
    }

    /// <summary>What the child does: holds so many events, or, for 0, starts and nothing else.</summary>
    public static void HoldMemory(int pending)
    {
        if (pending > 0)
        {
            new SimulationHold(pending, Increments.Of(Increments.Kinds[0]), new Simulation()).Run(2L * pending);
        }

        Console.WriteLine(Cost.PeakMib().ToString(CultureInfo.InvariantCulture));
    }
}
