using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Sim.House.Source;

namespace Sim.House.Rules;

/// <summary>Functions are small: the norm is half within 7 lines and nine in ten within 30; over 60 is a fault.</summary>
internal static class FunctionLengths
{
    /// <summary>The longest that a function may be, signature and braces counted.</summary>
    public const int Limit = 60;

    /// <summary>Functions of src that are over the limit.</summary>
    public static IEnumerable<Breach> Breaches(SourceTree tree) => Functions(tree)
        .Where(function => function.Lines > Limit)
        .Select(function => new Breach(
            function.File.Path,
            function.Line,
            string.Create(CultureInfo.InvariantCulture, $"{function.Name} has {function.Lines} lines; at most {Limit}")));

    /// <summary>The distribution for each room and all: count, median, nine in ten, longest.</summary>
    public static IEnumerable<string> Distribution(SourceTree tree)
    {
        Function[] functions = [.. Functions(tree)];
        return functions
            .GroupBy(function => function.File.Room, StringComparer.Ordinal)
            .Select(room => Describe(room.Key, room))
            .Append(Describe("all of src", functions));
    }

    private static string Describe(string room, IEnumerable<Function> functions)
    {
        int[] sorted = [.. functions.Select(function => function.Lines).Order()];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{room,-16} {sorted.Length,5} functions, median {sorted[sorted.Length / 2],2}, 90 % <= {sorted[sorted.Length * 9 / 10],2}, longest {sorted[^1],2} lines");
    }

    private static IEnumerable<Function> Functions(SourceTree tree) =>
        from file in tree.Code
        where file.IsUnder("src")
        from node in Syntax.Parse(file).DescendantNodes()
        let name = NameOf(node)
        where name.Length > 0
        select new Function(file, name, Syntax.LineOf(node), Syntax.LinesOf(node));

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax { Body: null, ExpressionBody: null } => "",
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        OperatorDeclarationSyntax @operator => "operator " + @operator.OperatorToken.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null } => "accessor",
        _ => "",
    };

    private sealed record Function(SourceFile File, string Name, int Line, int Lines);
}
