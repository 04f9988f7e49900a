using System;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Traces.Input;

namespace Sim.Traces.Formats;

/// <summary>GWA-T-12 Bitbrains: a CSV a VM with CPU, memory, disk and network, nominally every 300 s.</summary>
/// <remarks>
/// The header says milliseconds where the files hold seconds: times below 9 * 10^9 (the year 2255) are taken as seconds. Of rows with one time
/// the last counts. Rows with no cores and no capacity mean "powered off": absent, not idle. Sizes change over time; the
/// VM's size is the largest. CPU use above 100 % is kept.
/// </remarks>
[Plugin("bitbrains", "a folder of one CSV per VM with CPU, memory, disk and network, separated by ';' and a tab",
    Source = "GWA-T-12 Bitbrains; Shen, van Beek and Iosup, CCGrid 2015")]
public sealed class BitbrainsReader : ITraceReader
{
    // As seconds this is the year 2255, as milliseconds April 1970; later seconds would not fit 64 bits of nanoseconds.
    private const long MillisecondsFrom = 9_000_000_000;

    private static readonly GwaDialect Dialect = new("bitbrains", "a time in seconds or milliseconds since 1970", (byte)'.', TimeOf);

    /// <inheritdoc/>
    public int Recognises(TraceProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        return probe.FirstLine.StartsWith("Timestamp [ms];", StringComparison.Ordinal) ? 100 : 0;
    }

    /// <inheritdoc/>
    public void Read(TraceReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        new GwaFile(reading, Dialect).ReadAll();
    }

    private static long? TimeOf(ReadOnlySpan<byte> text)
    {
        const long Latest = long.MaxValue / 1_000_000;
        if (!DecimalText.TryParse(text, out long time) || time is < 0 or > Latest)
        {
            return null;
        }

        return time < MillisecondsFrom ? time * Duration.NanosecondsPerSecond : time * 1_000_000;
    }
}
