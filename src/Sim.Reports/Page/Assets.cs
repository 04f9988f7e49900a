using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace Sim.Reports.Page;

/// <summary>The script and the style sheet that every page carries.</summary>
/// <param name="Script">The bundled script: ECharts and <c>web/src</c>.</param>
/// <param name="Style">The style sheet.</param>
internal sealed record Assets(string Script, string Style)
{
    /// <summary>The ones embedded in this assembly.</summary>
    public static Assets Embedded() => new(Resource("report.js"), Resource("report.css"));

    /// <summary>The hash by which the page's own policy allows the script and no other.</summary>
    public string ScriptHash() => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));

    private static string Resource(string name)
    {
        using Stream stream = typeof(Assets).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
