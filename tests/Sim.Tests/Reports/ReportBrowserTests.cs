using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;
using NUnit.Framework;
using Sim.Reports;

namespace Sim.Tests.Reports;

/// <summary>The report in a real browser, from disk and without a network.</summary>
[Category("External")]
internal sealed class ReportBrowserTests
{
    private const string Chromium = "/usr/bin/chromium";

    // Pixels that are not the commonest colour: a drawn chart has some thousands, an empty canvas none.
    private const string InkedPixels = """
        box => {
          const canvas = box.querySelector('canvas');
          if (!canvas) return 0;
          const data = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
          return data.reduce((inked, pixel) => inked + (pixel === data[0] ? 0 : 1), 0);
        }
        """;

    private readonly TemporaryFolder _temporary = new();
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        if (!File.Exists(Chromium))
        {
            Missing($"{Chromium} is missing: install Debian's package chromium");
        }

        new SampleRun { WorstVm = "<img src=x onerror=\"document.title='pwned'\">" }.WriteTo(_temporary.Of("run"));
        ReportBuilder.Build(_temporary.Of("run"));
        SampleComparison.WriteTo(_temporary.Of("comparison"));
        ReportBuilder.Build(_temporary.Of("comparison"));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        _temporary.Delete();
    }

    [TestCase(1280, ColorScheme.Light)]
    [TestCase(1280, ColorScheme.Dark)]
    [TestCase(400, ColorScheme.Light)]
    [TestCase(400, ColorScheme.Dark)]
    public async Task Draws_every_chart_without_errors_or_sideways_scrolling(int width, ColorScheme scheme)
    {
        List<string> faults = [];
        await using IBrowserContext context = await NewContext(width, scheme);
        IPage page = await Open(context, faults);
        IReadOnlyList<ILocator> plots = await page.Locator(".plot").AllAsync();
        Assert.That(plots, Has.Count.EqualTo(9));
        foreach (ILocator plot in plots)
        {
            string id = (await plot.GetAttributeAsync("id"))!;
            Assert.That(await plot.EvaluateAsync<int>(InkedPixels), Is.GreaterThan(2000), id);
            Assert.That(await plot.GetAttributeAsync("aria-label"), Has.Length.GreaterThan(20), id);
        }

        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.EqualTo(width));
        Assert.That(await page.TitleAsync(), Is.EqualTo("consolidation – Sim report"));
        Assert.That(faults, Is.Empty);
    }

    [TestCase(1280, ColorScheme.Light)]
    [TestCase(400, ColorScheme.Dark)]
    public async Task Draws_every_chart_of_a_comparison(int width, ColorScheme scheme)
    {
        List<string> faults = [];
        await using IBrowserContext context = await NewContext(width, scheme);
        IPage page = await Open(context, faults, "comparison/report.html");
        IReadOnlyList<ILocator> plots = await page.Locator(".plot").AllAsync();
        string[] ids = [.. await Task.WhenAll(plots.Select(async plot => (await plot.GetAttributeAsync("id"))!))];
        Assert.That(ids, Is.EqualTo(SampleComparison.Charts));
        foreach (ILocator plot in plots)
        {
            Assert.That(await plot.EvaluateAsync<int>(InkedPixels), Is.GreaterThan(2000), await plot.GetAttributeAsync("id"));
        }

        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.EqualTo(width));
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task Follows_the_systems_colours_and_the_button()
    {
        await using IBrowserContext light = await NewContext(1280, ColorScheme.Light);
        await using IBrowserContext dark = await NewContext(1280, ColorScheme.Dark);
        IPage page = await Open(light, []);
        string lightBack = await Background(page);
        string lightChart = await Chart(page);
        string darkBack = await Background(await Open(dark, []));
        Assert.That(darkBack, Is.Not.EqualTo(lightBack));
        await page.ClickAsync("#theme");
        Assert.That(await Background(page), Is.EqualTo(darkBack));
        Assert.That(await Becomes(async () => !string.Equals(await Chart(page), lightChart, StringComparison.Ordinal)), "the charts change with the page");
        await page.ClickAsync("#theme");
        Assert.That(await Background(page), Is.EqualTo(lightBack));
        Assert.That(await Becomes(async () => string.Equals(await Chart(page), lightChart, StringComparison.Ordinal)), "and back");
    }

    [Test]
    public async Task Charts_follow_the_width_of_the_window()
    {
        await using IBrowserContext context = await NewContext(1280, ColorScheme.Light);
        IPage page = await Open(context, []);
        await page.SetViewportSizeAsync(400, 900);
        Assert.That(await Becomes(() => page.EvaluateAsync<bool>("document.querySelector('#cpu canvas').clientWidth < 400")));
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.EqualTo(400));
    }

    [Test]
    public async Task Every_link_leads_somewhere()
    {
        await using IBrowserContext context = await NewContext(1280, ColorScheme.Light);
        IPage page = await Open(context, []);
        string[] links = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a')].map(a => a.href)");
        string[] files = [.. links.Where(link => !link.Contains('#', StringComparison.Ordinal))];
        Assert.That(files.Count(link => link.EndsWith(".csv", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(10));
        Assert.That(files.Select(link => new Uri(link).LocalPath), Is.All.Matches<string>(File.Exists));
        string[] ids = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('[id]')].map(e => e.id)");
        Assert.That(links.Except(files, StringComparer.Ordinal).Select(link => new Uri(link).Fragment[1..]), Is.SubsetOf(ids));
        Assert.That(ids, Is.Unique);
    }

    [Test]
    public async Task A_tooltip_shows_a_hostile_name_as_text()
    {
        await using IBrowserContext context = await NewContext(1280, ColorScheme.Light);
        List<string> faults = [];
        IPage page = await Open(context, faults);
        ILocator chart = page.Locator("#worst-vms-chart");
        await chart.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await chart.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 56);
        await page.Locator(".tip").WaitForAsync();
        Assert.That(await page.Locator(".tip-title").InnerTextAsync(), Does.StartWith("<img src=x"));
        Assert.That(await page.TitleAsync(), Is.EqualTo("consolidation – Sim report"));
        Assert.That(faults, Is.Empty);
    }

    private static void Missing(string what)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("SIM_REQUIRE_EXTERNAL"), "1", StringComparison.Ordinal))
        {
            Assert.Fail(what);
        }

        Assert.Ignore(what);
    }

    /// <summary>Whether something turns true within five seconds. (Playwright's own waiting evaluates text, which the page's policy forbids.)</summary>
    private static async Task<bool> Becomes(Func<Task<bool>> condition)
    {
        for (int i = 0; i < 100; i++)
        {
            if (await condition())
            {
                return true;
            }

            await Task.Delay(50);
        }

        return false;
    }

    private static Task<string> Background(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    private static Task<string> Chart(IPage page) => page.EvaluateAsync<string>("document.querySelector('#cpu canvas').toDataURL()");

    private Task<IBrowserContext> NewContext(int width, ColorScheme scheme) => _browser.NewContextAsync(new BrowserNewContextOptions
    {
        ViewportSize = new ViewportSize { Width = width, Height = 900 },
        ColorScheme = scheme,
        Offline = true,
    });

    private async Task<IPage> Open(IBrowserContext context, List<string> faults, string file = "run/report.html")
    {
        IPage page = await context.NewPageAsync();
        page.Console += (_, message) => faults.Add(message.Text);
        page.PageError += (_, error) => faults.Add(error);
        page.Request += (_, request) => faults.AddRange(request.Url.StartsWith("file:", StringComparison.Ordinal) ? [] : [request.Url]);
        await page.GotoAsync(new Uri(_temporary.Of(file)).AbsoluteUri);
        await page.Locator(".plot:not([data-drawn])").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        return page;
    }
}
