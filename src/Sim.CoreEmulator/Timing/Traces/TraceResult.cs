using System.Collections.Generic;
using Sim.Kernel;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>What came of a trace.</summary>
/// <param name="WarmedUp">Instructions that only warmed.</param>
/// <param name="Measures">What was timed. Instructions are the traced program's, however many parts they were handed out in.</param>
/// <param name="Intervals">The same by intervals; the last may be shorter.</param>
/// <param name="Fault">Why it ended early; null where the trace is sound that far.</param>
/// <param name="IsComplete">Whether the trace ended, rather than the instructions or cycles that were allowed.</param>
internal sealed record TraceResult(long WarmedUp, CoreMeasures Measures, IReadOnlyList<CoreMeasures> Intervals, InputException? Fault, bool IsComplete);
