using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Kernel.Plugins;

namespace Sim.Tests.Experiments.HotSections;

/// <summary>A core to run hot sections on in tests.</summary>
internal static class TrialCore
{
    /// <summary>The parts of the emulator.</summary>
    public static PluginRegistry Parts { get; } = new([typeof(CoreModel).Assembly]);

    /// <summary>A core with a simple predictor.</summary>
    public static CoreConfiguration Of(PipelineKind kind) => new()
    {
        Name = "trial",
        Pipeline = kind,
        Branches = new BranchConfiguration { Direction = new DefaultPart("bimodal") },
    };
}
