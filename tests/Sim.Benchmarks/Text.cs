using System;
using System.Globalization;

namespace Sim.Benchmarks;

/// <summary>Culture-free text for checksums.</summary>
internal static class Text
{
    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
