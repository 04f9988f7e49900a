using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Sim.Reports.Page;

/// <summary>HTML as it grows. What is written in the source is markup; what is interpolated is text and is always escaped.</summary>
/// <remarks>So <c>html.Add($"&lt;b&gt;{name}&lt;/b&gt;")</c> is safe whatever a trace calls its VMs.</remarks>
internal sealed class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new();

    /// <summary>Adds markup with escaped values in its holes.</summary>
    public Html Add([InterpolatedStringHandlerArgument("")] HtmlHoles markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds markup that a constant of the source holds.</summary>
    public Html Add([ConstantExpected] string markup) => Raw(markup);

    /// <summary>Adds text, escaped.</summary>
    public Html Text(string text)
    {
        _text.Append(Encoder.Encode(text));
        return this;
    }

    /// <summary>Adds what is known to be safe as it is: the page's own script and style, and literals.</summary>
    public Html Raw(string trusted)
    {
        _text.Append(trusted);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
