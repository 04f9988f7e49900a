using System.Globalization;
using System.Runtime.CompilerServices;

namespace Sim.Reports.Page;

/// <summary>Appends an interpolated string to <see cref="Html"/>: literals as they are, values escaped.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlHoles
{
    private readonly Html _html;

    public HtmlHoles(int literalLength, int formattedCount, Html html)
    {
        _ = literalLength;
        _ = formattedCount;
        _html = html;
    }

    public void AppendLiteral(string markup) => _html.Raw(markup);

    public void AppendFormatted(string text) => _html.Text(text);

    public void AppendFormatted(long number) => _html.Text(number.ToString(CultureInfo.InvariantCulture));
}
