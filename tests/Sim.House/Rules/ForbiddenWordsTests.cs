using System.Linq;
using NUnit.Framework;
using Sim.House.Source;

namespace Sim.House.Rules;

public sealed class ForbiddenWordsTests
{
    [Test]
    public void No_file_holds_a_forbidden_word() => Rule.Holds(ForbiddenWords.Breaches(SourceTree.Repository));

    [TestCase("private readonly Dictionary<int, int> _vms;", "Dictionary<")]
    [TestCase("HashSet<int> seen = [];", "HashSet<")]
    [TestCase("IReadOnlyCollection<int> Make() => new System.Collections.Generic.HashSet<int>();", "HashSet<")]
    [TestCase("Dictionary<int, int> x; // lookup only:", "Dictionary<")]
    [TestCase("foreach (int vm in vms.ToHashSet())", "ToHashSet(")]
    [TestCase("var now = DateTime.UtcNow;", "DateTime.UtcNow")]
    [TestCase("long now = Stopwatch.GetTimestamp();", "Stopwatch")]
    [TestCase("// TO" + "DO: later", "TO" + "DO")]
    [TestCase("return 0; // FIX" + "ME", "FIX" + "ME")]
    public void A_forbidden_word_is_caught(string line, string word)
    {
        SourceTree tree = SourceTree.Of(("src/Sim.Hosts/Cpu/Model.cs", "namespace X;\n" + line + "\n"));
        string[] found = [.. ForbiddenWords.Breaches(tree).Select(breach => breach.ToString())];
        Assert.That(found, Has.Length.EqualTo(1));
        Assert.That(found[0], Does.StartWith($"src/Sim.Hosts/Cpu/Model.cs:2: '{word}': "));
    }

    [TestCase("src/Sim.Hosts/Model.cs", "SortedDictionary<int, int> x; OrderedDictionary<int, int> y;")]
    [TestCase("src/Sim.Hosts/Model.cs", "Dictionary<string, int> ids; // lookup only: never enumerated, hot")]
    [TestCase("src/Sim.Hosts/Model.cs", "// a Dictionary<int, int> would be wrong here")]
    [TestCase("src/Sim.Cli/Program.cs", "HashSet<int> seen = []; Stopwatch.StartNew();")]
    [TestCase("tests/Sim.Hosts/Model.cs", "HashSet<int> seen = [];")]
    public void What_is_allowed_passes(string path, string line) =>
        Rule.Catches(ForbiddenWords.Breaches(SourceTree.Of((path, line))));
}
