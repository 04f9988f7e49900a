using System.Text.Json.Serialization;
using Sim.Kernel.Quantities;

namespace Sim.Traces.Scheduling;

/// <summary>One CPU of a scheduling trace.</summary>
/// <param name="Id">Its number in the trace.</param>
/// <param name="Switches">Switches on it.</param>
/// <param name="ChainBreaks">Switches that leave another task than the last one went to: events are missing in between.</param>
/// <param name="Busy">Time between its first and last switch in which it ran a task other than idle.</param>
/// <param name="BusyShare"><paramref name="Busy"/> over the trace's span; what came before its first switch and after its last counts as idle.</param>
public sealed record SchedulingCpu(int Id, long Switches, long ChainBreaks, [property: JsonIgnore] Duration Busy, double BusyShare);
