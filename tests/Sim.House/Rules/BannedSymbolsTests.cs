using NUnit.Framework;
using Sim.House.Source;

namespace Sim.House.Rules;

public sealed class BannedSymbolsTests
{
    [Test]
    public void Every_banned_symbol_exists() => Rule.Holds(BannedSymbols.Breaches(SourceTree.Repository));

    [Test]
    public void A_mistyped_symbol_or_one_without_advice_is_caught() => Rule.Catches(
        BannedSymbols.Breaches(SourceTree.Of(("BannedSymbols.txt", "// a comment\nP:System.DateTime.Now;Not this\nP:System.DateTime.Noww;Nor this\nT:System.Random\n"))),
        "BannedSymbols.txt:3: 'P:System.DateTime.Noww' is no symbol of the framework",
        "BannedSymbols.txt:4: 'T:System.Random' does not say what to use instead; add '; and the advice'");
}
