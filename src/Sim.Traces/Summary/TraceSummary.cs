using System.Collections.Generic;
using Sim.Kernel.Results;

namespace Sim.Traces.Summary;

/// <summary>What <c>sim trace info</c> shows of a trace.</summary>
public sealed record TraceSummary
{
    /// <summary>The format that was read; empty for a workload made in memory.</summary>
    public required string Format { get; init; }

    /// <summary>The files that were read.</summary>
    public required IReadOnlyList<InputFile> Inputs { get; init; }

    /// <summary>How many VMs there are.</summary>
    public required int Vms { get; init; }

    /// <summary>VMs that have no samples.</summary>
    public required int VmsWithoutSamples { get; init; }

    /// <summary>VMs that existed before the trace.</summary>
    public required int StartCensored { get; init; }

    /// <summary>VMs that outlived the trace.</summary>
    public required int EndCensored { get; init; }

    /// <summary>The origin in seconds since 1970; null where it is not known.</summary>
    public required double? OriginUnixSeconds { get; init; }

    /// <summary>The span in seconds.</summary>
    public required double SpanSeconds { get; init; }

    /// <summary>The nominal interval in seconds; 0 where there are no samples.</summary>
    public required double IntervalSeconds { get; init; }

    /// <summary>Sample times of all VMs.</summary>
    public required long Samples { get; init; }

    /// <summary>Samples that the nominal interval would have between a VM's first and last and that are not there.</summary>
    public required long Missing { get; init; }

    /// <summary>Rows that a later one of the same VM and time replaced.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Samples that say "powered off".</summary>
    public required long PoweredOff { get; init; }

    /// <summary>Faulty rows left out.</summary>
    public required long Skipped { get; init; }

    /// <summary>Files with a header and no rows.</summary>
    public required int EmptyFiles { get; init; }

    /// <summary>Sum of the VMs' vCPUs; of resized VMs the most.</summary>
    public required long VCpus { get; init; }

    /// <summary>Sum of the VMs' CPU capacities in MHz, as far as known; null where none is.</summary>
    public required double? CapacityMhz { get; init; }

    /// <summary>Sum of the VMs' memory in GiB, as far as known; null where none is.</summary>
    public required double? MemoryGib { get; init; }

    /// <summary>Bytes held in memory per VM and sample time, all counters and times together.</summary>
    public required double BytesPerVmSample { get; init; }

    /// <summary>The counters.</summary>
    public required IReadOnlyList<CounterSummary> Counters { get; init; }

    /// <summary>CPU demand of all VMs together; null where no VM has CPU samples.</summary>
    public required AggregateSummary? Aggregate { get; init; }
}
