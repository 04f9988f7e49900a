using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Sim.Kernel;

namespace Sim.Traces.Synthesis;

/// <summary>Makes synthetic traces: daily and weekly rhythm, lasting noise, heavy-tailed bursts, a mix of sizes, arrivals and departures.</summary>
public static class TraceGenerator
{
    /// <summary>Makes a trace.</summary>
    /// <param name="options">What it should be like.</param>
    /// <param name="progress">Told now and then how many VMs are done; null for nobody.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">Options out of range: all of them.</exception>
    public static Workload Generate(
        TraceGeneratorOptions options, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validate(options);
        WorkloadBuilder builder = new();
        VmSynthesis synthesis = new(options);
        for (int vm = 0; vm < options.Vms; vm++)
        {
            cancellation.ThrowIfCancellationRequested();
            synthesis.AddTo(builder, vm);
            progress?.Invoke(vm + 1);
        }

        return builder.Build(new BuildOptions { Report = new ReadReport { Rows = options.Vms * (long)synthesis.Steps } });
    }

    /// <summary>The options' faults, each naming its key; empty where there are none.</summary>
    public static IReadOnlyList<InputError> Faults(TraceGeneratorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<InputError> faults = [];
        Between(faults, "vms", options.Vms, 1, 10_000_000);
        Between(faults, "interval", options.Interval.Nanoseconds, 1, long.MaxValue);
        Between(faults, "span", options.Span.Nanoseconds, Math.Max(1, options.Interval.Nanoseconds), long.MaxValue);
        Between(faults, "seed", options.Seed, 0, long.MaxValue);
        Between(faults, "mean", options.Mean, 0, 100);
        Between(faults, "spread", options.Spread, 0, 4);
        Between(faults, "diurnal", options.Diurnal, 0, 1);
        Between(faults, "weekend", options.Weekend, 0, 1);
        Between(faults, "noise", options.Noise, 0, 10);
        Between(faults, "persistence", options.Persistence, 0, 0.999);
        Between(faults, "bursts", options.Bursts, 0, 10_000);
        Between(faults, "burstLength", options.BurstLength.Nanoseconds, 1, long.MaxValue);
        Between(faults, "burstHeight", options.BurstHeight, 0.001, 100);
        Between(faults, "burstTail", options.BurstTail, 0.1, 10);
        Between(faults, "decimals", options.Decimals, 0, 6);
        Between(faults, "churn", options.Churn, 0, 1);
        return faults;
    }

    private static void Validate(TraceGeneratorOptions options)
    {
        IReadOnlyList<InputError> faults = Faults(options);
        if (faults.Count > 0)
        {
            throw new InputException(faults);
        }
    }

    private static void Between(List<InputError> faults, string key, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            faults.Add(new InputError("", 0, 0, string.Create(
                CultureInfo.InvariantCulture, $"{key}: found {value}; expected {least} to {most}")));
        }
    }
}
