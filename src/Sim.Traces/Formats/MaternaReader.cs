using System;
using System.Globalization;
using Sim.Kernel.Plugins;

namespace Sim.Traces.Formats;

/// <summary>GWA-T-13 Materna: as Bitbrains, but quoted, with German dates and decimal commas.</summary>
/// <remarks>Written from the archive's description; no file of it was at hand. Times are taken as UTC.</remarks>
[Plugin("materna", "a folder of one quoted CSV per VM with decimal commas and German dates, else as bitbrains",
    Source = "GWA-T-13 Materna; Kohne et al., 2015")]
public sealed class MaternaReader : ITraceReader
{
    private const string DateFormat = "dd.MM.yyyy HH:mm:ss";

    private static readonly GwaDialect Dialect = new("materna", $"a date and time as {DateFormat}", (byte)',', TimeOf);

    /// <inheritdoc/>
    public int Recognises(TraceProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        string header = probe.FirstLine.Replace("\"", "", StringComparison.Ordinal);
        return header.StartsWith("Timestamp;", StringComparison.OrdinalIgnoreCase)
            && header.Contains("CPU cores", StringComparison.OrdinalIgnoreCase)
            ? 90
            : 0;
    }

    /// <inheritdoc/>
    public void Read(TraceReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        new GwaFile(reading, Dialect).ReadAll();
    }

    private static long? TimeOf(ReadOnlySpan<byte> text)
    {
        Span<char> chars = stackalloc char[text.Length < 64 ? text.Length : 0];
        int length = chars.Length == text.Length ? System.Text.Encoding.ASCII.GetChars(text, chars) : 0;
        return DateTime.TryParseExact(
            chars[..length], DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time)
            ? (time - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick
            : null;
    }
}
