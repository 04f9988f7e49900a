using System;
using Sim.Kernel;
using Sim.Kernel.Results;
using Sim.Scenarios;

namespace Sim.Experiments;

/// <summary>Runs a scenario at the resolution that it asks for.</summary>
public static class Experiment
{
    /// <summary>Runs and writes every table to the sink.</summary>
    /// <exception cref="InputException">The scenario or its traces have faults.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static ExperimentOutcome Run(LoadedScenario loaded, RunOptions options, IResultSink sink) =>
        IntervalExperiment.Run(loaded, options, sink);
}
