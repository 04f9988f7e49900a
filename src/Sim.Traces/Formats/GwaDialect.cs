using System;

namespace Sim.Traces.Formats;

/// <summary>How a Grid Workloads Archive VM table writes its times and numbers.</summary>
/// <param name="Name">The format's name, for messages.</param>
/// <param name="ExpectedTime">What a time looks like, for messages.</param>
/// <param name="DecimalSeparator">Between the digits of a number.</param>
/// <param name="TimeOf">Reads a time as nanoseconds since 1970; null where the text is none.</param>
internal sealed record GwaDialect(string Name, string ExpectedTime, byte DecimalSeparator, GwaDialect.ReadTime TimeOf)
{
    /// <summary>Reads a time as nanoseconds since 1970; null where the text is none.</summary>
    internal delegate long? ReadTime(ReadOnlySpan<byte> text);
}
