using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Traces;

namespace Sim.Tests.Traces;

internal sealed class NameTableTests
{
    [Test]
    public void Names_keep_their_numbers_while_the_table_grows()
    {
        NameTable names = new();
        string[] all = [.. Enumerable.Range(0, 5000).Select(i => string.Create(CultureInfo.InvariantCulture, $"vm/{i * 7919}+ä="))];
        foreach (string name in all)
        {
            names.FindOrAdd(System.Text.Encoding.UTF8.GetBytes(name), out bool added);
            Assert.That(added, Is.True);
        }

        Assert.That(all.Select(name => names.Find(name)), Is.EqualTo(Enumerable.Range(0, all.Length)));
        Assert.That(Enumerable.Range(0, all.Length).Select(names.Text), Is.EqualTo(all));
        Assert.That(names.Find("vm/1"), Is.EqualTo(-1));
    }

    [Test]
    public void The_empty_name_is_a_name()
    {
        NameTable names = new();
        Assert.That(names.Find(""), Is.EqualTo(-1));
        Assert.That(names.FindOrAdd([], out _), Is.Zero);
        Assert.That(names.Find(""), Is.Zero);
    }
}
