using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.House.Source;

/// <summary>What the rules want to know of a C# file.</summary>
internal static class Syntax
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.None);

    /// <summary>The file's syntax tree.</summary>
    public static SyntaxNode Parse(SourceFile file) => CSharpSyntaxTree.ParseText(file.Text, Options, file.Path).GetRoot();

    /// <summary>All classes of a file, nested ones too.</summary>
    public static IEnumerable<ClassDeclarationSyntax> Classes(SourceFile file) =>
        Parse(file).DescendantNodes().OfType<ClassDeclarationSyntax>();

    /// <summary>The line a node starts on, from 1.</summary>
    public static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>The number of lines a node spans.</summary>
    public static int LinesOf(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
