using Sim.Kernel.Quantities;

namespace Sim.Experiments.Building;

/// <summary>What reading traces and binding VMs came upon, for the remarks of a run.</summary>
/// <param name="RowsSkipped">Faulty rows left out because the trace is read leniently.</param>
/// <param name="Duplicates">Rows dropped because a later one has the same VM and time.</param>
/// <param name="FirstFault">The first of the skipped rows' faults; empty for none.</param>
/// <param name="WithoutCpu">VMs of the run for which the trace has no CPU readings.</param>
/// <param name="OutsideRun">VMs that exist only after the run's end.</param>
/// <param name="DefaultSized">VMs of the run whose size neither the trace nor a type gives.</param>
/// <param name="ShortestSpan">The span of the trace that ends first.</param>
internal sealed record FleetFindings(
    long RowsSkipped, long Duplicates, string FirstFault, int WithoutCpu, int OutsideRun, int DefaultSized, Duration ShortestSpan);
