using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation.Core;

/// <summary>What each kernel took on a core, warm: the program runs each a few times before it is measured.</summary>
internal sealed class KernelRun
{
    private const ulong Memory = 64UL << 20;
    private const int Kernels = (int)Kernel.Search + 1;
    private readonly CoreMeasures?[] _begun = new CoreMeasures?[Kernels];
    private readonly CoreMeasures?[] _found = new CoreMeasures?[Kernels];

    private KernelRun(TimedMachine timed)
    {
        timed.Marked = (_, marker) =>
        {
            CoreMeasures now = timed.Cores[0].Measure();
            if (marker is >= Markers.Begin and < Markers.Begin + Kernels)
            {
                _begun[marker - Markers.Begin] = now;
            }
            else if (marker is >= Markers.End and < Markers.End + Kernels)
            {
                _found[marker - Markers.End] = now.Since(_begun[marker - Markers.End]!);
            }
        };
    }

    /// <summary>What a kernel took.</summary>
    public CoreMeasures this[Kernel kernel] => _found[(int)kernel]!;

    /// <summary>Instructions per cycle over several kernels: the geometric mean, as Embench's scores are.</summary>
    public double MeanIpc(IEnumerable<Kernel> kernels) =>
        System.Math.Exp(kernels.Average(kernel => System.Math.Log(this[kernel].Ipc)));

    /// <summary>Runs the kernels.</summary>
    /// <param name="core">The core.</param>
    /// <param name="parts">Where predictors and the like are found.</param>
    /// <param name="recipe">How they were compiled: <c>o2</c>, <c>o3</c> (rv64gc), <c>zb</c> (-O2, rv64gc_zba_zbb), <c>sifive</c>, <c>shakti</c>: see Programs/build.sh.</param>
    public static KernelRun Of(CoreConfiguration core, PluginRegistry parts, string recipe)
    {
        string name = $"kernels-{recipe}";
        using Machine machine = new(ElfFile.Read(name, EmbeddedProgram.Read(name)), new MachineOptions { Memory = Memory });
        KernelRun run = new(new TimedMachine(machine, core, parts));
        RunOutcome outcome = machine.Run(ulong.MaxValue);
        return outcome.End == RunEnd.Passed ? run : throw new InvariantException($"{name} ended with {outcome.End}: {outcome.Message}");
    }
}
