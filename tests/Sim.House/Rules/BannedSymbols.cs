using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sim.House.Source;

namespace Sim.House.Rules;

/// <summary>Every banned symbol exists and says what to use instead: the analyzer ignores a mistyped id in silence.</summary>
internal static class BannedSymbols
{
    private static readonly Lazy<Compilation> Framework = new(() => CSharpCompilation.Create(
        "framework",
        references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))));

    /// <summary>Entries of the lists at the root that ban nothing or say nothing.</summary>
    public static IEnumerable<Breach> Breaches(SourceTree tree) =>
        from file in tree.Files
        where file.Path.StartsWith("BannedSymbols", StringComparison.Ordinal)
        from line in file.Lines.Select((text, i) => (Text: text, Number: i + 1))
        where line.Text.Length > 0 && !line.Text.StartsWith("//", StringComparison.Ordinal)
        from fault in Faults(line.Text.Split(';', 2))
        select new Breach(file.Path, line.Number, fault);

    private static IEnumerable<string> Faults(string[] entry)
    {
        if (DocumentationCommentId.GetFirstSymbolForDeclarationId(entry[0], Framework.Value) is null)
        {
            yield return $"'{entry[0]}' is no symbol of the framework";
        }

        if (entry.Length < 2 || entry[1].Length == 0)
        {
            yield return $"'{entry[0]}' does not say what to use instead; add '; and the advice'";
        }
    }
}
