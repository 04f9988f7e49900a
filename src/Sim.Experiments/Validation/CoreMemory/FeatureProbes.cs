using System.Collections.Generic;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>Loops that show one feature of a core each.</summary>
internal static class FeatureProbes
{
    private const long Steps = 16384;
    private const long StepsOfRate = 65536;
    private const double ChainPct = 2;

    // The loop around it, and fetch groups that its end cuts.
    private const double RatePct = 10;

    // Taken and other branches need not cost the same when they are foreseen; the mean of both is taken off.
    private const double MispredictionPct = 15;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MicroProbe> All(CoreConfiguration core) =>
    [
        Chain(core, "dependent additions", MicroLoop.AddChain, OperationKind.Integer),
        new MicroProbe(
            new StudyMeasure("independent additions a cycle", CoreFigures.Additions(core), RatePct, "cores.yaml: narrowest of frontEnd, issue or rename, units, retire"),
            [MicroRequest.Of(MicroLoop.Adds, StepsOfRate)],
            found => StepsOfRate / (double)found[0].Cycles),
        Chain(core, "dependent multiplications", MicroLoop.MultiplyChain, OperationKind.Multiply),
        Chain(core, "dependent divisions", MicroLoop.DivideChain, OperationKind.Divide),
        Chain(core, "dependent fadd.d", MicroLoop.FloatAddChain, OperationKind.FloatAdd),
        Chain(core, "dependent fmul.d", MicroLoop.FloatMultiplyChain, OperationKind.FloatMultiply),
        Chain(core, "dependent fmadd.d", MicroLoop.FusedChain, OperationKind.FloatFused),
        PerStep("load and use, cycles", core.Memory.L1D.Latency + CoreFigures.Chain(core, OperationKind.Integer), ChainPct, "cores.yaml: l1d.latency + 1", MicroLoop.LoadUse),
        PerStep(
            "store and load of the same, cycles", CoreFigures.Forwarding(core), ChainPct,
            core.Pipeline == PipelineKind.OutOfOrder ? "cores.yaml: forwarding" : "cores.yaml: l1d.latency, the store's slot and its port before the load's", MicroLoop.Forwarding),
        PerStep("taken jumps, cycles each", CoreFigures.Jump(core), RatePct, "cores.yaml: 1 + takenBubble, 16 of them within the BTB", MicroLoop.Jumps),
        Misprediction(core),
    ];

    private static MicroProbe Chain(CoreConfiguration core, string name, MicroLoop loop, OperationKind operation) =>
        PerStep(name + ", cycles each", CoreFigures.Chain(core, operation), ChainPct, "cores.yaml: latency of the unit", loop);

    private static MicroProbe PerStep(string name, double expected, double tolerancePct, string source, MicroLoop loop) =>
        MicroProbe.PerStep(new StudyMeasure(name, expected, tolerancePct, source), MicroRequest.Of(loop, Steps));

    private static MicroProbe Misprediction(CoreConfiguration core) => new(
        new StudyMeasure("branch by a random bit, cycles lost a wrong one", CoreFigures.Misprediction(core), MispredictionPct, "cores.yaml, its head: stages to execution and redirect"),
        [MicroRequest.Of(MicroLoop.BranchesNever, Steps), MicroRequest.Of(MicroLoop.BranchesAlways, Steps), MicroRequest.Of(MicroLoop.BranchesRandom, Steps)],
        found => (found[2].Cycles - ((found[0].Cycles + found[1].Cycles) / 2.0)) / found[2]["conditional_mispredictions"]);
}
